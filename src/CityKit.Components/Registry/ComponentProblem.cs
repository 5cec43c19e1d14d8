using CityKit.Core;

namespace CityKit.Components.Registry;

/// <summary>What the standard does not allow in a component's record (部件数据问题).</summary>
/// <param name="Attribute">The standard's abbreviation of the attribute, such as <c>SZDYWGBSM</c>.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record ComponentProblem(string Attribute, LocalizedText Message)
{
    /// <summary>Attribute, then the message in both languages.</summary>
    public override string ToString() => $"{Attribute}: {Message}";
}
