namespace CityKit.Cases.Rewards;

/// <summary>
/// The rules of a scheme that rewards residents' snapshots (有奖随手拍奖励规则): what is rewarded, with how much, where, how often. Data of a
/// city, versioned; <see cref="RewardRulesReader"/> reads them.
/// </summary>
public sealed record RewardRules
{
    /// <summary>The least reward, in fen: 2 yuan.</summary>
    public const int LeastFen = 200;

    /// <summary>The highest reward, in fen: 100 yuan.</summary>
    public const int MostFen = 10_000;

    /// <summary>The field of a report that names its kind.</summary>
    public const string KindField = "kind";

    private static readonly Lazy<string> Text = new(ReadStarter);

    /// <summary>
    /// A starting point as its file has it: 5 classes and 14 kinds. What is not from the public notices of Qingdao is invented, and each
    /// row says so. It is in force nowhere.
    /// </summary>
    public static string StarterText => Text.Value;

    /// <summary>The version, which every reward names.</summary>
    public required string Version { get; init; }

    /// <summary>Where the rules come from.</summary>
    public required string Label { get; init; }

    /// <summary>The profile whose items are rewarded.</summary>
    public required string Profile { get; init; }

    /// <summary>The closed states of that profile in which what was reported is verified and done; all others pay nothing.</summary>
    public required IReadOnlyList<string> Verified { get; init; }

    /// <summary>Where reports are rewarded.</summary>
    public required RewardArea Area { get; init; }

    /// <summary>Two reports of one kind within so many metres are of the same matter.</summary>
    public required int FirstMetres { get; init; }

    /// <summary>And within so many days: later it is another matter.</summary>
    public required int FirstDays { get; init; }

    /// <summary>How many days after the report the item may be closed.</summary>
    public required int CloseDays { get; init; }

    /// <summary>Caps of persons, and the pool.</summary>
    public required IReadOnlyList<RewardLimit> Limits { get; init; }

    /// <summary>The classes.</summary>
    public required IReadOnlyList<RewardClass> Classes { get; init; }

    /// <summary>The kinds, in order.</summary>
    public required IReadOnlyList<RewardKind> Kinds { get; init; }

    /// <summary>A kind; null when there is none of that id.</summary>
    public RewardKind? KindOf(string id) => Kinds.FirstOrDefault(kind => kind.Id == id);

    private static string ReadStarter()
    {
        using var stream = typeof(RewardRules).Assembly.GetManifestResourceStream("rewards.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
