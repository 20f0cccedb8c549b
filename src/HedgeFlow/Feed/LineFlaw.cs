namespace HedgeFlow.Feed;

/// <summary>What is wrong with a line before anybody looks into it.</summary>
internal enum LineFlaw : byte
{
    None,

    /// <summary>Longer than allowed; its bytes were dropped.</summary>
    TooLong,

    /// <summary>Not a line at all: the input failed here and gives nothing more.</summary>
    Unreadable,
}
