namespace CityKit.Cases.Rewards;

/// <summary>What a person, or everyone, got in a day or a month (奖励合计), and how much there is.</summary>
/// <param name="Id">Whose and when, such as <c>everyone/2026-11</c>.</param>
/// <param name="Reports">How many reports were judged.</param>
/// <param name="Rewards">How many rewards are set aside, to be paid or paid.</param>
/// <param name="Fen">Their sum, in fen.</param>
/// <param name="Paid">How many of them are paid.</param>
/// <param name="PaidFen">Their sum, in fen.</param>
/// <param name="MostRewards">How many there may be; null for any number.</param>
/// <param name="MostFen">The most fen there may be; null for any.</param>
public sealed record RewardTotal(
    string Id, int Reports, int Rewards, long Fen, int Paid, long PaidFen, int? MostRewards, long? MostFen)
{
    /// <summary>A total in which nothing is yet.</summary>
    public static RewardTotal Of(string id) => new(id, 0, 0, 0, 0, 0, null, null);

    /// <summary>How many fen are left; null without a limit.</summary>
    internal long? LeftFen => MostFen - Fen;

    /// <summary>Whether an amount still fits.</summary>
    internal bool Takes(int fen) => !(Rewards + 1 > MostRewards) && !(Fen + fen > MostFen);

    internal RewardTotal Plus(int fen) => this with { Rewards = Rewards + 1, Fen = Fen + fen };

    internal RewardTotal Minus(int fen) => this with { Rewards = Rewards - 1, Fen = Fen - fen };
}
