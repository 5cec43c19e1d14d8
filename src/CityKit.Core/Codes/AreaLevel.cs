namespace CityKit.Core.Codes;

/// <summary>The level of an administrative area (行政区划层级), from the widest.</summary>
public enum AreaLevel : byte
{
    /// <summary>No area: the level of <c>default(AreaCode)</c>.</summary>
    None = 0,

    /// <summary>Province (省、自治区、直辖市), 2 digits.</summary>
    Province = 1,

    /// <summary>City (市、地区、州), 4 digits.</summary>
    City = 2,

    /// <summary>County or district (县、区), 6 digits, GB/T 2260.</summary>
    County = 3,

    /// <summary>Street or town (街道、镇、乡), 9 digits, GB/T 10114.</summary>
    Street = 4,

    /// <summary>Community or village (社区、村), 12 digits, statistical code.</summary>
    Community = 5,
}
