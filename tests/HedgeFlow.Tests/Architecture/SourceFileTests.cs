namespace HedgeFlow.Tests.Architecture;

/// <summary>The reader of sources is what the rules stand on: it must see uses and not see words in comments and strings.</summary>
[TestClass]
public sealed class SourceFileTests
{
    [TestMethod]
    public void UsesAreSeen_CommentsAndStringsAreNot()
    {
        SourceFile file = SourceFile.Of(
            "x.cs",
            """"
            using HedgeFlow.Domain;
            // using HedgeFlow.Comment;
            /* HedgeFlow.Block */
            namespace HedgeFlow.Own.Space;
            /// <summary><see cref="HedgeFlow.Doc"/></summary>
            public sealed record struct Thing(string S = "HedgeFlow.Text", char C = '"', string V = @"a""HedgeFlow.Verbatim", string R = """HedgeFlow.Raw""")
            {
                private readonly HedgeFlow.State.NavState _full; // "
            }
            internal interface IOther;
            """");
        CollectionAssert.AreEqual(new[] { "HedgeFlow.Domain", "HedgeFlow.State.NavState" }, file.References.ToArray());
        CollectionAssert.AreEqual(new[] { "Thing", "IOther" }, file.DeclaredTypes.ToArray());
    }
}
