using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>A body that answers for components (责任单位): a department, an owner or a maintainer.</summary>
/// <param name="Name">Its name, at most 100 characters.</param>
/// <param name="Code">Its unified social credit code; null when the survey has none.</param>
public sealed record ResponsibleBody(string Name, UnifiedSocialCreditCode? Code = null)
{
    /// <summary>A body as a store kept it: a code that an earlier version accepted is still one, and an empty one is not.</summary>
    public static ResponsibleBody OfStored(string name, string code) =>
        new(name, UnifiedSocialCreditCode.TryReadStored(code, null, out var known) ? known : null);

    /// <summary>Name and code.</summary>
    public override string ToString() => Code is { } code ? $"{Name} ({code})" : Name;
}
