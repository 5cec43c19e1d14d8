namespace CityKit.Desk.Shell;

/// <summary>The languages of the desk.</summary>
public enum DeskLanguage
{
    /// <summary>中文.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}
