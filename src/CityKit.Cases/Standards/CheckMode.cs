namespace CityKit.Cases.Standards;

/// <summary>How handled work is checked (核查方式).</summary>
public enum CheckMode : byte
{
    /// <summary>Somebody goes there (现场核查), <c>onSite</c>.</summary>
    OnSite = 0,

    /// <summary>By the pictures of the feedback (照片核查), <c>photo</c>.</summary>
    Photo = 1,

    /// <summary>Not at all (免核查), <c>none</c>.</summary>
    None = 2,
}
