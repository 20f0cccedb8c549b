using System.Collections.Frozen;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Why a line of a feed was not taken. Source: feed contract, reader table.</summary>
public static class FeedReasons
{
    public const string MalformedJson = "malformed_json";
    public const string NotAnObject = "not_an_object";
    public const string MissingKind = "missing_kind";
    public const string UnknownKind = "unknown_kind";

    /// <summary>No <c>ts</c>, or one that is no time.</summary>
    public const string MissingTs = "missing_ts";

    /// <summary>A snapshot whose <c>seq</c> is not above the last one's, or is no 64-bit integer.</summary>
    public const string SeqNotIncreasing = "seq_not_increasing";

    /// <summary>Longer than <see cref="FeedOptions.MaxLineBytes"/>: dropped unread.</summary>
    public const string LineTooLong = "line_too_long";

    /// <summary>The rest of the file cannot be read (an I/O error, a damaged archive).</summary>
    public const string Unreadable = "unreadable";

    private const string MissingFieldPrefix = "missing_field:";

    private static readonly FrozenDictionary<string, string> MissingFields = Enum.GetValues<FeedKind>()
        .SelectMany(kind => FeedKinds.Required(kind).ToArray())
        .Distinct()
        .ToFrozenDictionary(field => field, field => MissingFieldPrefix + field, StringComparer.Ordinal);

    /// <summary><c>missing_field:NAME</c>.</summary>
    public static string MissingField(string field) => MissingFields.TryGetValue(field, out string? reason) ? reason : MissingFieldPrefix + field;
}
