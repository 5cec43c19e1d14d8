using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Standards;

/// <summary>A filing condition of a class (立案条件): choosing it fixes the handling limit and what must hold to close.</summary>
/// <param name="Id">The id, unique in its standard and in the policy.</param>
/// <param name="Class">The class it belongs to.</param>
/// <param name="Text">When to file (立案条件).</param>
/// <param name="Limit">The handling limit (处置时限).</param>
/// <param name="Close">What must hold to close (结案条件).</param>
public sealed record FilingCondition(string Id, ClassKey Class, LocalizedText Text, WorkLimit Limit, LocalizedText Close)
{
    /// <summary>What feedback and check have to show (证据要求), each once; empty when nothing is asked for.</summary>
    public IReadOnlyList<EvidenceNeed> Evidence { get; init; } = [];

    /// <summary>How the work is checked (核查方式); null when the standard leaves that open.</summary>
    public CheckMode? Check { get; init; }

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
