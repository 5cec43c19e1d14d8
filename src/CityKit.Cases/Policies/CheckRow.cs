using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>How the work on a class is checked (核查方式). A row for the class wins over one for the profile.</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Class">The class; null for every class of the profile.</param>
/// <param name="By"><see cref="OnSite"/>, <see cref="Photo"/> or <see cref="None"/>.</param>
public sealed record CheckRow(string Profile, ClassKey? Class, string By)
{
    /// <summary>An inspector looks at the place (现场核查); without a row.</summary>
    public const string OnSite = "onSite";

    /// <summary>The centre looks at the photo (照片核查).</summary>
    public const string Photo = "photo";

    /// <summary>Nobody checks; the feedback counts.</summary>
    public const string None = "none";

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
