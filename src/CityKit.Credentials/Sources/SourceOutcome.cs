namespace CityKit.Credentials.Sources;

/// <summary>How a source answered.</summary>
public enum SourceOutcome : byte
{
    /// <summary>It gave the certificate (已获取).</summary>
    Found = 0,

    /// <summary>It has none of this holder and type (无此证照).</summary>
    Missing = 1,

    /// <summary>It will not give it (拒绝共享).</summary>
    Refused = 2,

    /// <summary>It answers later: ask again (待回复).</summary>
    Later = 3,
}
