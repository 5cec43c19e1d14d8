namespace CityKit.Import.Levels;

/// <summary>How the grid above is known (上级规则).</summary>
public enum ParentRule : byte
{
    /// <summary>There is none: the widest level.</summary>
    None = 0,

    /// <summary>Its code begins the code of the grid below, as areas have it; the longest such code.</summary>
    Prefix = 1,

    /// <summary>The grid below has its code in a property.</summary>
    Property = 2,

    /// <summary>The grid below is in it: a point inside that one's largest part.</summary>
    Place = 3,
}
