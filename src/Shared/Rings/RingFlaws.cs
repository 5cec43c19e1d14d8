using CityKit.Core;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Shared.Rings;

/// <summary>What can be wrong with rings, in words.</summary>
internal static class RingFlaws
{
    internal static LocalizedText Of(TopologyValidationErrors flaw) => flaw switch
    {
        TopologyValidationErrors.SelfIntersection => new("环相交，或各部分占用同一地面", "rings cross, or parts cover the same ground"),
        TopologyValidationErrors.RingSelfIntersection => new("环与自身相接", "a ring touches itself"),
        TopologyValidationErrors.HoleOutsideShell => new("内环在外环之外", "a hole is outside its outer ring"),
        TopologyValidationErrors.NestedHoles => new("内环套内环", "a hole is inside another hole"),
        TopologyValidationErrors.NestedShells => new("一部分位于另一部分之内", "a part is inside another part"),
        TopologyValidationErrors.DuplicateRings => new("同一环重复", "a ring is there twice"),
        TopologyValidationErrors.DisconnectedInteriors => new("内环把面分成互不相连的几块", "holes cut the area into pieces"),
        _ => new("环不构成面", "a ring encloses nothing"),
    };
}
