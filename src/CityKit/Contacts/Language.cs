namespace CityKit.Contacts;

/// <summary>The language of a message.</summary>
public enum Language : byte
{
    /// <summary>Chinese (中文).</summary>
    Zh = 0,

    /// <summary>English.</summary>
    En = 1,
}
