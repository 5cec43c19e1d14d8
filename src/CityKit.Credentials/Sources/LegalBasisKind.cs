namespace CityKit.Credentials.Sources;

/// <summary>Why a certificate of somebody may be fetched (处理依据).</summary>
public enum LegalBasisKind : byte
{
    /// <summary>The holder agreed (本人同意).</summary>
    Consent = 0,

    /// <summary>A law or regulation says so (法定职责).</summary>
    Law = 1,
}
