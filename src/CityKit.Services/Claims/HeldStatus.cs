namespace CityKit.Services.Claims;

/// <summary>What the issuer's status list says of a credential (证照状态).</summary>
public enum HeldStatus : byte
{
    /// <summary>Nothing is known, or something that nobody understands; never valid.</summary>
    Unknown = 0,

    /// <summary>In force (有效).</summary>
    Valid = 1,

    /// <summary>Suspended for a time (中止).</summary>
    Suspended = 2,

    /// <summary>Revoked (废止、注销).</summary>
    Revoked = 3,

    /// <summary>The list is older than may be (状态过时).</summary>
    Stale = 4,
}
