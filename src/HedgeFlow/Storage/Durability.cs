namespace HedgeFlow.Storage;

/// <summary>What a replaced file survives.</summary>
public enum Durability
{
    /// <summary>A killed process: readers see old or new content. After a power cut the file may be older or empty.</summary>
    Fast,

    /// <summary>A power cut as well: content and name are forced to the disk before the write counts as done.</summary>
    Fsync,
}
