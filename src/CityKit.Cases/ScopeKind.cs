namespace CityKit.Cases;

/// <summary>How far a role reaches (范围类型). 0, which has no name, is nowhere.</summary>
public enum ScopeKind : byte
{
    /// <summary>The whole city of the hub (全市).</summary>
    City = 1,

    /// <summary>An area: a city, district, street, community or unit grid, by the first digits of its code (区域).</summary>
    Area = 2,

    /// <summary>A compound (小区).</summary>
    Compound = 3,

    /// <summary>What a body has to handle (单位).</summary>
    Body = 4,

    /// <summary>A household, by its reference or subject (住户).</summary>
    Household = 5,

    /// <summary>What the account reported itself (本人).</summary>
    Own = 6,
}
