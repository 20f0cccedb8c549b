using System.Reflection;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance;

/// <summary>
/// Runs every vector file against the product. A file without an adapter fails; nothing is skipped in silence.
/// Another set of vectors: HEDGEFLOW_VECTORS=DIR.
/// </summary>
[TestClass]
public sealed class ConformanceTests
{
    private const int ShownFailures = 8;

    private static readonly Dictionary<string, (VectorAttribute Vector, Func<JsonNode?, JsonNode?> Adapter)> Adapters = Discover();

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Files => VectorFile.All().Select(file => new object[] { file.Name });

    [TestMethod]
    [TestCategory("Conformance")]
    [DynamicData(nameof(Files))]
    public void Every_case_of_the_file_gives_the_expected_value(string name)
    {
        VectorFile file = VectorFile.All().Single(f => f.Name == name);
        if (!Adapters.TryGetValue(name, out (VectorAttribute Vector, Func<JsonNode?, JsonNode?> Adapter) entry))
        {
            Assert.Fail($"{name}: no adapter. Add a static method with [Vector(\"{name}\")] under Conformance/.");
        }

        JsonArray cases = file.Cases();
        var failures = new List<string>();
        for (int i = 0; i < cases.Count; i++)
        {
            var @case = (JsonObject)cases[i]!;
            if (Run(entry.Vector, entry.Adapter, @case) is { } difference)
            {
                failures.Add($"[{i}] {Coerce.AsText(@case["case"])}: {difference}");
            }
        }

        string line = $"{name}: {cases.Count - failures.Count}/{cases.Count}";
        TestContext.WriteLine(line);
        if (failures.Count > 0)
        {
            string more = failures.Count > ShownFailures ? $"\n… and {failures.Count - ShownFailures} more" : "";
            Assert.Fail($"{line}\n{string.Join('\n', failures.Take(ShownFailures))}{more}");
        }
    }

    [TestMethod]
    [TestCategory("Conformance")]
    public void Every_adapter_has_its_file()
    {
        var names = VectorFile.All().Select(file => file.Name).ToHashSet();
        string[] orphans = [.. Adapters.Keys.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal)];
        Assert.AreEqual("", string.Join(", ", orphans), "adapters without a vector file");
    }

    [TestMethod]
    [TestCategory("Conformance")]
    public void The_areas_add_up()
    {
        int total = 0;
        foreach (IGrouping<string, VectorFile> area in VectorFile.All().GroupBy(file => file.Name.Split('/')[0]))
        {
            int cases = area.Sum(file => file.Cases().Count);
            TestContext.WriteLine($"{area.Key}: {area.Count()} files, {cases} cases");
            total += cases;
        }

        TestContext.WriteLine($"total: {total} cases");
        Assert.IsGreaterThan(0, total, $"no vectors in {VectorFile.Root}");
    }

    private static string? Run(VectorAttribute vector, Func<JsonNode?, JsonNode?> adapter, JsonObject @case)
    {
        JsonNode? input = VectorFile.Input(@case);
        double absolute = vector.ToleranceMember.Length > 0
            ? Coerce.Number(input?[vector.ToleranceMember]) ?? vector.Absolute
            : vector.Absolute;
        JsonNode? actual;
        try
        {
            actual = adapter(input);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"threw {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }

        var comparer = new VectorComparer(
            vector.Exact, vector.ExactAt.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(), absolute);
        return comparer.Difference(@case["expected"], actual);
    }

    private static Dictionary<string, (VectorAttribute, Func<JsonNode?, JsonNode?>)> Discover()
    {
        var found = new Dictionary<string, (VectorAttribute, Func<JsonNode?, JsonNode?>)>(StringComparer.Ordinal);
        foreach (Type type in typeof(ConformanceTests).Assembly.GetTypes())
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            {
                foreach (VectorAttribute vector in method.GetCustomAttributes<VectorAttribute>())
                {
                    found.Add(vector.Name, (vector, method.CreateDelegate<Func<JsonNode?, JsonNode?>>()));
                }
            }
        }

        return found;
    }
}
