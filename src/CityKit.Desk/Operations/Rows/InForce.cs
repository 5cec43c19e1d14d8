using CityKit.Core;

namespace CityKit.Desk.Operations.Rows;

/// <summary>What is in force, as <c>configuration/in-force</c> has it.</summary>
internal sealed record InForce(
    InForce.PolicyPart Policy, IReadOnlyList<int> Years, IReadOnlyList<InForce.ProfilePart> Profiles, InForce.GridPart Grids, int Rules)
{
    public long? Since { get; init; }

    internal sealed record PolicyPart(string Label, int Dispatch)
    {
        public string? Version { get; init; }
    }

    internal sealed record ProfilePart(string Id, string Version, LocalizedText Name);

    internal sealed record GridPart(string Sha256, int Count);
}
