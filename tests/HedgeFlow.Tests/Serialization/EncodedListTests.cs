using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class EncodedListTests
{
    [TestMethod]
    public void It_is_the_list_of_what_was_added_less_what_was_removed() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var list = new EncodedList();
        var model = new List<string>();
        for (int i = 0; i < 400; i++)
        {
            string value = new string((char)('a' + i % 26), 1 + random.NextIndex(40)) + i;
            double what = random.NextUnit();
            if (what < 0.6 || model.Count == 0)
            {
                list.Add(Encoding.UTF8.GetBytes(value));
                model.Add(value);
            }
            else if (what < 0.7)
            {
                int place = random.NextIndex(model.Count + 1);
                list.Insert(place, Encoding.UTF8.GetBytes(value));
                model.Insert(place, value);
            }
            else if (what < 0.8)
            {
                int place = random.NextIndex(model.Count);
                list.RemoveAt(place);
                model.RemoveAt(place);
            }
            else
            {
                int count = random.NextIndex(Math.Min(model.Count, 3) + 1);
                list.RemoveFirst(count);
                model.RemoveRange(0, count);
            }

            int newest = random.NextIndex(12);
            Assert.AreEqual(model.Count, list.Count);
            Assert.AreEqual("[" + string.Join(',', model.TakeLast(newest)) + "]", Encoding.UTF8.GetString(list.Newest(newest).Span));
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void A_list_of_steady_length_allocates_nothing()
    {
        var list = new EncodedList();
        for (int i = 0; i < 5000; i++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5000; i++)
        {
            Step();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            list.Add("{\"t\":1764000000,\"nav\":10000.25}"u8);
            if (list.Count > 720)
            {
                list.RemoveFirst(1);
            }

            _ = list.Newest(500);
        }
    }
}
