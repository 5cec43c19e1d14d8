using NodaTime;

namespace CityKit.Rewards;

/// <summary>A version of the rules, as it was put (奖励规则版本): a report keeps the one of its day.</summary>
/// <param name="Id"><see cref="Current"/> for the one in force, else <c>v/</c> and the version.</param>
/// <param name="Version">The version.</param>
/// <param name="Text">The file.</param>
/// <param name="By">Who put it.</param>
/// <param name="At">When.</param>
public sealed record RewardRulesVersion(string Id, string Version, string Text, string By, Instant At)
{
    /// <summary>The id of the version in force.</summary>
    public const string Current = "current";

    internal static string IdOf(string version) => $"v/{version}";
}
