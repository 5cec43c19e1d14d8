using CityKit.Cases.Rewards;
using NodaTime;

namespace CityKit.Cases.Tests.Rewards;

/// <summary>Random months of a scheme: whatever the order in which items are closed, no sum is ever over its limit.</summary>
public class RewardWalkTests
{
    private const int Steps = 400;
    private static readonly string[] Kinds = ["A1", "B2", "C2", "D2", "E1"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Walk_WhateverTheOrderOfCloses_KeepsEveryLimitAndEveryMatterOnce(int seed)
    {
        var random = new Random(seed);
        var world = World(random);
        for (var step = 0; step < Steps; step++)
        {
            Step(world, random, step);
            AssertSums(world);
        }
        AssertOneOfEachMatter(world);
        AssertLineIsRight(world);
    }

    [Theory]
    [InlineData(7)]
    public void Walk_Twice_GivesTheSame(int seed)
    {
        string[] Walk()
        {
            var random = new Random(seed);
            var world = World(random);
            for (var step = 0; step < Steps; step++) Step(world, random, step);
            return [.. world.Book.Rewards.Select(reward => $"{reward.Item} {reward.State} {reward.Because.En}")];
        }
        Assert.Equal(Walk(), Walk());
    }

    private static RewardWorld World(Random random) => RewardWorld.With(
        new RewardLimit(IsPerson: true, RewardPeriod.Day, null, random.Next(1, 4)),
        new RewardLimit(IsPerson: true, RewardPeriod.Month, random.Next(2_000, 40_000), null),
        new RewardLimit(IsPerson: false, RewardPeriod.Month, random.Next(10_000, 200_000), random.Next(5, 60)));

    private static void Step(RewardWorld world, Random random, int step)
    {
        world.Now += Duration.FromMinutes(random.Next(0, 600));
        if (random.Next(3) == 0 || !world.Book.Rewards.Any())
        {
            world.Report($"r-{step}", Kinds[random.Next(Kinds.Length)], $"s-{random.Next(6)}", random.Next(20) * 40,
                photos: random.Next(8) == 0 ? 0 : 1);
            return;
        }
        var all = world.Book.Rewards.ToArray();
        var reward = all[random.Next(all.Length)];
        Do(world, random, reward);
        foreach (var late in world.Book.Rewards.Where(each => each.CloseBy <= world.Now).ToArray())
            world.Desk.Expire(world.Book.Find(late.Item)!);
    }

    private static void Do(RewardWorld world, Random random, Reward reward)
    {
        switch (random.Next(8))
        {
            case <= 3: world.Desk.Follow(reward, RewardStanding.Verified); break;
            case 4: world.Desk.Follow(reward, RewardStanding.Open); break;
            case 5: world.Desk.Follow(reward, RewardStanding.Ended); break;
            case 6: world.Desk.Pay(reward, reward.Fen, "wx", "payer-1"); break;
            default:
                var place = new WorkPlace { Grid = reward.Grid, Point = reward.Point };
                world.Desk.Correct(reward, RewardWorld.FieldsOf(Kinds[random.Next(Kinds.Length)]), place, world.Rules);
                break;
        }
    }

    private static void AssertSums(RewardWorld world)
    {
        foreach (var total in world.Book.Totals)
        {
            var held = world.Book.Rewards.Where(reward => reward.IsHeld && reward.Totals.Contains(total.Id)).ToArray();
            Assert.Equal((held.Length, held.Sum(reward => (long)reward.Fen)), (total.Rewards, total.Fen));
            Assert.False(total.Fen > total.MostFen || total.Rewards > total.MostRewards, $"{total}");
            Assert.Equal(held.Where(reward => reward.Payment is not null).Sum(reward => (long)reward.Fen), total.PaidFen);
        }
    }

    private static void AssertOneOfEachMatter(RewardWorld world)
    {
        var held = world.Book.Rewards.Where(reward => reward.IsHeld).ToArray();
        foreach (var (i, one) in held.Index())
            foreach (var other in held.Skip(i + 1)
                .Where(other => other.Kind == one.Kind && other.ReportedAt - one.ReportedAt <= Duration.FromDays(one.FirstDays)))
                Assert.True(one.Point!.Value.MetresTo(other.Point!.Value) > one.FirstMetres, $"{one.Item} {other.Item}");
    }

    /// <summary>Whoever waits, waits on something that is in the way.</summary>
    private static void AssertLineIsRight(RewardWorld world)
    {
        foreach (var reward in world.Book.Rewards.Where(reward => reward.State == RewardState.Waiting))
            if (world.Book.Total(reward.WaitsOn!) is { } total) Assert.False(total.Takes(reward.Fen), $"{total}");
            else
                Assert.True(world.Book.Rewards.Single(other => other.Item.ToString() == reward.WaitsOn).IsFirst, reward.WaitsOn);
    }
}
