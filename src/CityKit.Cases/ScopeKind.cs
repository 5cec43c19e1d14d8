namespace CityKit.Cases;

/// <summary>How far a role reaches (范围类型).</summary>
public enum ScopeKind : byte
{
    /// <summary>The whole city of the hub (全市).</summary>
    City = 0,

    /// <summary>An area: a city, district, street, community or unit grid, by the first digits of its code (区域).</summary>
    Area = 1,

    /// <summary>A compound (小区).</summary>
    Compound = 2,

    /// <summary>What a body has to handle (单位).</summary>
    Body = 3,

    /// <summary>A household, by its reference or subject (住户).</summary>
    Household = 4,

    /// <summary>What the account reported itself (本人).</summary>
    Own = 5,
}
