namespace HedgeFlow.Tests.Support;

/// <summary>
/// What a test needs and a machine may lack: absent, the test is inconclusive; with HEDGEFLOW_REQUIRE_ALL=1 it fails.
/// </summary>
internal static class Requires
{
    /// <summary>Stops the test unless <paramref name="present"/>.</summary>
    public static void Present(bool present, string what)
    {
        if (present)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("HEDGEFLOW_REQUIRE_ALL") == "1")
        {
            Assert.Fail($"missing: {what}");
        }

        Assert.Inconclusive($"missing: {what}");
    }

    /// <summary>
    /// A recording of a real book by file name, from the folder that HEDGEFLOW_RECORDINGS names. Recordings are not in the
    /// repository, so an absent one is never a failure.
    /// </summary>
    public static string Recording(string file)
    {
        string path = Path.Combine(Environment.GetEnvironmentVariable("HEDGEFLOW_RECORDINGS") ?? "", file);
        if (!File.Exists(path))
        {
            Assert.Inconclusive($"missing: {file} in the folder HEDGEFLOW_RECORDINGS");
        }

        return path;
    }
}
