namespace HedgeFlow.Storage;

/// <summary>
/// The calls that the writers of state files and JSONL logs make, no more, so that a test can fail the n-th of them.
/// Every call throws on failure; nothing is swallowed here, the callers decide what a failure means.
/// </summary>
public interface IFileSystem
{
    /// <summary>
    /// A new file for writing, mode 0640, refused when the name exists in any form (a link included).
    /// Where the platform allows, <paramref name="length"/> bytes are allocated at once: renaming a file whose blocks are
    /// not allocated yet makes ext4 flush it first.
    /// </summary>
    FileHandle CreateNew(string path, long length);

    /// <summary>The file opened for appending, created with mode 0640 when missing; a symbolic link is refused where the platform can.</summary>
    FileHandle OpenAppend(string path);

    /// <summary>Writes all bytes behind what this handle wrote before (append handles: at the end of the file), in one call if the system takes them.</summary>
    void Write(FileHandle file, ReadOnlySpan<byte> bytes);

    /// <summary>Forces the file's content to the disk and reports when that failed.</summary>
    void Sync(FileHandle file);

    /// <summary>Length of the open file in bytes.</summary>
    long Length(FileHandle file);

    /// <summary>Closes the handle; it is closed even when this throws.</summary>
    void Close(FileHandle file);

    /// <summary>Renames within a file system, replacing the target in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Forces the folder's names to the disk where the platform can; checked.</summary>
    void SyncDirectory(string path);

    /// <summary>Removes a file; nothing happens when it is not there.</summary>
    void Delete(string path);

    /// <summary>Makes the folder and its parents, mode 0750; nothing happens when it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Length of the file at the path in bytes, null when there is none.</summary>
    long? LengthOf(string path);

    /// <summary>The file for reading, shared with writers and renamers.</summary>
    Stream OpenRead(string path);

    /// <summary>The plain files directly in a folder; none when the folder is missing.</summary>
    IReadOnlyList<FileEntry> List(string directory);
}
