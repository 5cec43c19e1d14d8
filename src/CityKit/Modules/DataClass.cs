namespace CityKit.Modules;

/// <summary>How much what is asked or answered says of a person (个人信息分级).</summary>
public enum DataClass : byte
{
    /// <summary>Anyone may know it.</summary>
    Public = 0,

    /// <summary>For those who work with it; says nothing of a person.</summary>
    Work = 1,

    /// <summary>Says something of a person.</summary>
    Personal = 2,

    /// <summary>Says what may harm a person: health, location, children.</summary>
    Sensitive = 3,
}
