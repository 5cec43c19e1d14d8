using CityKit.Core;

namespace CityKit.Cases.Rewards;

/// <summary>A kind of matter that is rewarded (奖励情形): one row of the rules.</summary>
/// <param name="Id">The id, which the report's field <c>kind</c> names.</param>
/// <param name="Class">The class's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Fen">The reward, in fen: <see cref="RewardRules.LeastFen"/> to <see cref="RewardRules.MostFen"/>.</param>
public sealed record RewardKind(string Id, string Class, LocalizedText Name, int Fen)
{
    /// <summary>What a report has to bring.</summary>
    public RewardEvidence Evidence { get; init; }

    /// <summary>The thresholds, all of which have to hold.</summary>
    public IReadOnlyList<RewardMeasure> Measured { get; init; } = [];

    /// <summary>Where the row comes from: a notice, or "invented" (依据).</summary>
    public string Basis { get; init; } = "";
}
