namespace CityKit.Edge.Evidence;

/// <summary>Where evidence files are kept (证据存储).</summary>
internal interface IEvidenceStore
{
    /// <summary>The names of the files kept, oldest first.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Keeps a file, on the disk when it returns; the oldest go when there are too many, and are named in the answer.</summary>
    /// <param name="label">What the file is about, for its name: a-z, 0-9, '.', '_', '-'.</param>
    /// <param name="file">The file.</param>
    EvidenceStored Add(string label, ReadOnlySpan<byte> file);

    /// <summary>A file's bytes; null when it is not kept (any more).</summary>
    byte[]? Read(string name);
}
