namespace CityKit.Evidence;

/// <summary>What evidence is (证据类型), as its first bytes say, whatever its name.</summary>
public enum EvidenceType : byte
{
    /// <summary>A JPEG picture.</summary>
    Jpeg = 0,

    /// <summary>A PNG picture.</summary>
    Png = 1,

    /// <summary>An MP4 clip: kept as it is, without a copy to show.</summary>
    Mp4 = 2,
}
