using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>A filing condition of a class (立案条件): choosing it fixes the handling limit and what must hold to close.</summary>
/// <param name="Id">The id, unique in the policy.</param>
/// <param name="Class">The class it belongs to.</param>
/// <param name="Text">When to file (立案条件).</param>
/// <param name="Limit">The handling limit (处置时限).</param>
/// <param name="Close">What must hold to close (结案条件).</param>
public sealed record FilingCondition(string Id, ClassKey Class, LocalizedText Text, WorkLimit Limit, LocalizedText Close)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
