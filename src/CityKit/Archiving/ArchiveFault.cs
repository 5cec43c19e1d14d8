namespace CityKit.Archiving;

/// <summary>A file of an archive that is not as it was written, or does not follow on the one before (归档异常).</summary>
/// <param name="FileName">The file.</param>
/// <param name="First">The first entry that it is named after.</param>
/// <param name="Last">The last.</param>
/// <param name="Why">What is wrong, with the line.</param>
public sealed record ArchiveFault(string FileName, long First, long Last, string Why)
{
    /// <inheritdoc/>
    public override string ToString() => $"{FileName}: {Why}";
}
