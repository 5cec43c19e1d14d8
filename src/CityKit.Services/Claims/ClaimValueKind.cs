namespace CityKit.Services.Claims;

/// <summary>What a claim's value is.</summary>
public enum ClaimValueKind : byte
{
    /// <summary>A text, or a day.</summary>
    Text = 0,

    /// <summary>A number.</summary>
    Number = 1,

    /// <summary>True or false.</summary>
    Flag = 2,
}
