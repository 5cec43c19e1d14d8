using CityKit.Modules;
using CityKit.Records;

namespace CityKit.Deciding;

/// <summary>
/// What is left to do of an input when devices, rules and sensors have taken it in: the documents that follow from it, and the answer.
/// </summary>
/// <param name="Decide">Decides over facts; may be called several times.</param>
internal sealed record Step(Func<Attempt, Decided> Decide)
{
    /// <summary>What the journal is to have; null for nothing.</summary>
    internal Draft? Entry { get; init; }

    /// <summary>What the journal is to have just before it; null for nothing.</summary>
    internal Draft? Note { get; init; }

    /// <summary>Whether the decision reads anything of the store.</summary>
    internal bool ReadsFacts { get; init; }

    /// <summary>The module whose command it is; null for the hub's own.</summary>
    internal string? Module { get; init; }

    /// <summary>Personal data that came with it; null for none.</summary>
    internal PersonalInput? Personal { get; init; }

    /// <summary>An input of which nothing is left but the answer.</summary>
    internal static Step Answered(object answer) => new(_ => new Decided(answer, false));
}
