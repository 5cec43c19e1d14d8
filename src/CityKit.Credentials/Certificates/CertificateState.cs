namespace CityKit.Credentials.Certificates;

/// <summary>Where one version of a certificate is in its life (证照状态).</summary>
public enum CertificateState : byte
{
    /// <summary>In force (有效、正常).</summary>
    Valid = 0,

    /// <summary>Out of force for a time (暂停).</summary>
    Suspended = 1,

    /// <summary>A newer version took its place (已变更、已延续).</summary>
    Superseded = 2,

    /// <summary>Ended before its time (注销).</summary>
    Cancelled = 3,

    /// <summary>Its last valid day is over (过期). It is read from the dates and never stored.</summary>
    Expired = 4,
}
