namespace HedgeFlow.Feed;

/// <summary>A line was rejected while reading strictly.</summary>
public sealed class FeedFormatException(FeedRejection rejection) : FormatException(rejection.ToString())
{
    public FeedRejection Rejection { get; } = rejection;
}
