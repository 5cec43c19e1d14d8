namespace CityKit.Evidence;

/// <summary>What of a piece of evidence is seen.</summary>
internal enum EvidencePart : byte
{
    /// <summary>The original.</summary>
    Original = 0,

    /// <summary>The copy without EXIF.</summary>
    Shown = 1,
}
