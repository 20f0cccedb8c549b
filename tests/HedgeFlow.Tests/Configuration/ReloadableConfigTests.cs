using HedgeFlow.Configuration;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Configuration;

[TestClass]
public sealed class ReloadableConfigTests
{
    private readonly ManualTimeProvider _time = new();
    private DirectoryInfo _folder = null!;

    private string LimitsFile => Path.Combine(_folder.FullName, "risk_limits.json");

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("hedgeflow-reload-");

    [TestCleanup]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [TestMethod]
    public void A_changed_file_is_taken_between_ticks_and_a_bad_one_is_not()
    {
        File.WriteAllText(LimitsFile, """{"global":{"max_leverage":3}}""");
        ReloadableConfig config = Open();
        Assert.AreEqual(3, config.Current.Limits.MaxLeverage);
        Assert.IsFalse(Refresh(config), "nothing changed");

        File.WriteAllText(LimitsFile, """{"global":{"max_leverage":45}}""");
        Assert.IsTrue(Refresh(config));
        Assert.AreEqual(45, config.Current.Limits.MaxLeverage);

        File.WriteAllText(LimitsFile, """{"global":{"max_leverage":"four or five"}}""");
        ConfigurationSet good = config.Current;
        Assert.IsFalse(Refresh(config));
        Assert.AreSame(good, config.Current);
        Assert.AreEqual(1, config.Failures);
        Assert.HasCount(1, config.Problems);
        Assert.IsFalse(Refresh(config), "the bad file is reported once");
        Assert.AreEqual(1, config.Failures);

        File.Delete(LimitsFile);
        Assert.IsFalse(Refresh(config));
        Assert.AreSame(good, config.Current);
        Assert.AreEqual(2, config.Failures);
        Assert.AreEqual(1, config.Reloads);
    }

    [TestMethod]
    public void Files_are_not_looked_at_before_the_interval_is_over()
    {
        File.WriteAllText(LimitsFile, """{"global":{"max_leverage":3}}""");
        ReloadableConfig config = Open();
        File.WriteAllText(LimitsFile, """{"global":{"max_leverage":4.5}}""");
        Assert.IsFalse(config.Refresh());
        Assert.IsTrue(Refresh(config));
    }

    [TestMethod]
    public void Without_a_good_file_ever_the_limits_say_so()
    {
        ReloadableConfig config = Open();
        Assert.IsTrue(config.Current.Limits.LoadFailed);
        File.WriteAllText(LimitsFile, "{}");
        Assert.IsTrue(Refresh(config));
        Assert.IsFalse(config.Current.Limits.LoadFailed);
    }

    private ReloadableConfig Open() => new(ConfigurationFiles.In(_folder.FullName), false, false, _time);

    private bool Refresh(ReloadableConfig config)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        return config.Refresh();
    }
}
