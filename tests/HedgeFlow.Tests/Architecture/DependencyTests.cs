using System.Text.RegularExpressions;

namespace HedgeFlow.Tests.Architecture;

/// <summary>The dependency rule of the repository, read off the source: Host → Pipelines → HedgeFlow, Host → Adapters → HedgeFlow, nothing back.</summary>
[TestClass]
public sealed partial class DependencyTests
{
    private static readonly string[] Product = ["src", "pipelines"];

    [TestMethod]
    [DataRow("src/HedgeFlow/Dataflow")]
    [DataRow("src/HedgeFlow/Domain")]
    [DataRow("src/HedgeFlow/State")]
    [DataRow("src/HedgeFlow/Stages")]
    [DataRow("src/HedgeFlow.Host")]
    [DataRow("pipelines")]
    public void TheSearch_FindsTheFolders(string folder) => Assert.IsNotEmpty(SourceFile.Under(folder));

    [TestMethod]
    public void Dataflow_KnowsNoDomain() => AssertUsesOnly("src/HedgeFlow/Dataflow", "HedgeFlow.Dataflow", "HedgeFlow.Telemetry");

    [TestMethod]
    public void Domain_KnowsNothing() => AssertUsesOnly("src/HedgeFlow/Domain", "HedgeFlow.Domain");

    [TestMethod]
    public void Telemetry_KnowsNoDomain() => AssertUsesOnly("src/HedgeFlow/Telemetry", "HedgeFlow.Telemetry", "HedgeFlow.Serialization");

    [TestMethod]
    public void Serialization_KnowsNothing() => AssertUsesOnly("src/HedgeFlow/Serialization", "HedgeFlow.Serialization");

    [TestMethod]
    public void State_KnowsFactsAndTheirEncoding() =>
        AssertUsesOnly("src/HedgeFlow/State", "HedgeFlow.State", "HedgeFlow.Domain", "HedgeFlow.Serialization");

    [TestMethod]
    public void Feed_KnowsFactsAndTheirEncoding() =>
        AssertUsesOnly("src/HedgeFlow/Feed", "HedgeFlow.Feed", "HedgeFlow.Domain", "HedgeFlow.Serialization");

    [TestMethod]
    public void Storage_KnowsNoStage() => AssertUsesNot("src/HedgeFlow/Storage", "HedgeFlow.Stages", "HedgeFlow.Feed");

    [TestMethod]
    public void Stages_KnowNoDataflow() => AssertUsesNot("src/HedgeFlow/Stages", "HedgeFlow.Dataflow");

    [TestMethod]
    public void Engine_KnowsNobodyAboveIt() =>
        AssertUsesNot("src/HedgeFlow", "HedgeFlow.Adapters", "HedgeFlow.Host", "HedgeFlow.Pipelines");

    [TestMethod]
    public void Pipelines_KnowTheEngineOnly() => AssertUsesNot("pipelines", "HedgeFlow.Adapters", "HedgeFlow.Host");

    [TestMethod]
    public void Adapters_KnowTheEngineOnly() => AssertUsesNot("src/HedgeFlow.Adapters", "HedgeFlow.Host", "HedgeFlow.Pipelines");

    [TestMethod]
    public void Namespaces_FollowTheFolders()
    {
        SourceFile[] files = [.. Product.SelectMany(SourceFile.Under)];
        var types = files.SelectMany(static f => f.DeclaredTypes).ToHashSet(StringComparer.Ordinal);
        AssertNone(
            from file in files
            from match in Namespace().Matches(file.Code)
            let space = match.Groups[1].Value
            where !AllowedNamespaces(file, types).Contains(space, StringComparer.Ordinal)
            select $"{file.Path}: namespace {space}");
    }

    [TestMethod]
    public void NoType_HasANameThatSaysNothing() => AssertNone(
        from file in Product.Concat(["tests", "perf"]).SelectMany(SourceFile.Under)
        from name in file.DeclaredTypes.Append(Path.GetFileNameWithoutExtension(file.Path))
        where EmptyName().IsMatch(name)
        select $"{file.Path}: {name}");

    [TestMethod]
    public void NoFolder_HasANameThatSaysNothing() => AssertNone(
        from file in Product.Concat(["tests", "perf"]).SelectMany(SourceFile.Under)
        from part in Path.GetDirectoryName(file.Path)!.Split('/')
        where EmptyName().IsMatch(part)
        select file.Path);

    [TestMethod]
    public void Blocks_AreMadeInDataflowOnly() => AssertNone(
        from file in Product.SelectMany(SourceFile.Under)
        where !file.Path.StartsWith("src/HedgeFlow/Dataflow/", StringComparison.Ordinal)
        from match in BlockMade().Matches(file.Code)
        select $"{file.Path}: {match.Value}");

    [TestMethod]
    public void TheSearchForBlocks_FindsThem() => Assert.IsTrue(
        SourceFile.Under("src/HedgeFlow/Dataflow").Any(static f => BlockMade().IsMatch(f.Code)),
        "the engine itself makes blocks, so the pattern must match there");

    [TestMethod]
    public void NetworkAndVendors_AreInAdaptersAndHostOnly() => AssertNone(
        from file in Product.SelectMany(SourceFile.Under)
        where !file.Path.StartsWith("src/HedgeFlow.Adapters/", StringComparison.Ordinal)
            && !file.Path.StartsWith("src/HedgeFlow.Host/", StringComparison.Ordinal)
        from match in Vendor().Matches(file.Code)
        select $"{file.Path}: {match.Value}");

    /// <summary>The folder's name; its parent's too where a type has the folder's name, which a namespace of that name would hide.</summary>
    private static IEnumerable<string> AllowedNamespaces(SourceFile file, HashSet<string> types)
    {
        string folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/');
        string[] parts = folder.StartsWith("pipelines", StringComparison.Ordinal)
            ? ["HedgeFlow", "Pipelines", .. folder.Split('/').Skip(1)]
            : [.. folder.Split('/').Skip(1).SelectMany(static p => p.Split('.'))];
        yield return string.Join('.', parts);
        if (types.Contains(parts[^1]))
        {
            yield return string.Join('.', parts[..^1]);
        }
    }

    private static void AssertUsesOnly(string folder, params string[] allowed) => AssertNone(
        from file in SourceFile.Under(folder)
        from name in file.References
        where !allowed.Any(a => IsIn(name, a))
        select $"{file.Path} uses {name}");

    private static void AssertUsesNot(string folder, params string[] forbidden) => AssertNone(
        from file in SourceFile.Under(folder)
        from name in file.References
        where forbidden.Any(f => IsIn(name, f))
        select $"{file.Path} uses {name}");

    private static bool IsIn(string name, string space) =>
        name.StartsWith(space, StringComparison.Ordinal) && (name.Length == space.Length || name[space.Length] == '.');

    private static void AssertNone(IEnumerable<string> breaches)
    {
        string[] all = [.. breaches];
        Assert.IsEmpty(all, string.Join('\n', all));
    }

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("(?:Util|Utils|Utility|Utilities|Helper|Helpers|Manager|Managers|Common|Misc)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\bnew\s+(?:\w+\.)*(?:Action|Transform|TransformMany|Buffer|Broadcast|WriteOnce|Batch|BatchedJoin|Join)Block<|\bnew\s+DataflowLinkOptions\b|\bDataflowBlock\.Encapsulate\b")]
    private static partial Regex BlockMade();

    [GeneratedRegex(@"\busing\s+(?:Google|Polly|OpenTelemetry|System\.Net\.Http|System\.Net\.Sockets|Microsoft\.AspNetCore)\b[\w.]*")]
    private static partial Regex Vendor();
}
