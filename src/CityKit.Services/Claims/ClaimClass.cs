namespace CityKit.Services.Claims;

/// <summary>How much a claim says of a person (字段级别). A value is written into reasons only when it is public or work.</summary>
public enum ClaimClass : byte
{
    /// <summary>Anyone may know it, such as a firm's name (公开).</summary>
    Public = 0,

    /// <summary>For those who work with it; says nothing of a person (工作).</summary>
    Work = 1,

    /// <summary>Says something of a person (个人).</summary>
    Personal = 2,

    /// <summary>Says what may harm a person: health, children (敏感).</summary>
    Sensitive = 3,
}
