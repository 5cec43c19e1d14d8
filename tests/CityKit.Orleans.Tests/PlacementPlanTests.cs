using CityKit.Orleans.Placement;
using CityKit.Partitions;
using CityKit.PostgreSql.Clusters;
using FsCheck;
using FsCheck.Xunit;

namespace CityKit.Orleans.Tests;

public sealed class PlacementPlanTests
{
    private static readonly Dictionary<PartitionId, PartitionClaim> Nobody = [];

    [Property]
    public bool Of_AnyCity_GivesEachNodeItsShareAtMost(PositiveInt partitions, PositiveInt nodes)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes));
        var plan = PlacementPlan.Of(ids, live, Nobody)!;
        var counts = live.Select(node => plan.Of(node.Address).Count()).ToArray();
        return counts.Sum() == ids.Length && counts.Max() == Share(ids, live) && counts.Max() - counts.Min() <= 1;
    }

    [Property]
    public bool Of_WhateverTheOrder_IsTheSame(PositiveInt partitions, PositiveInt nodes)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes));
        var (plan, again) = (PlacementPlan.Of(ids, live, Nobody)!, PlacementPlan.Of([.. ids.Reverse()], [.. live.Reverse()], Nobody)!);
        return ids.All(id => plan.NodeOf(id) == again.NodeOf(id));
    }

    [Property]
    public bool Of_WhereItIsBalanced_MovesNothing(PositiveInt partitions, PositiveInt nodes)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes));
        var plan = PlacementPlan.Of(ids, live, Nobody)!;
        var again = PlacementPlan.Of(ids, live, Claims(ids, plan))!;
        return ids.All(id => plan.NodeOf(id) == again.NodeOf(id));
    }

    [Property]
    public bool Of_AfterADeath_MovesOnlyTheDeadNodesShare(PositiveInt partitions, PositiveInt nodes, PositiveInt dead)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes, least: 2));
        var before = PlacementPlan.Of(ids, live, Nobody)!;
        var gone = live[dead.Get % live.Length];
        var after = PlacementPlan.Of(ids, [.. live.Where(node => node != gone)], Claims(ids, before))!;
        var moved = ids.Where(id => before.NodeOf(id) != after.NodeOf(id)).ToArray();
        return moved.All(id => before.NodeOf(id) == gone) && moved.Length <= Share(ids, live);
    }

    [Property]
    public bool Of_AfterAJoin_MovesOnlyToTheNewNode(PositiveInt partitions, PositiveInt nodes)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes));
        var before = PlacementPlan.Of(ids, live, Nobody)!;
        var joined = new PlacementNode("10.0.9.9:1@1", "joined");
        var after = PlacementPlan.Of(ids, [.. live, joined], Claims(ids, before))!;
        var moved = ids.Where(id => before.NodeOf(id) != after.NodeOf(id)).ToArray();
        return moved.All(id => after.NodeOf(id) == joined) && moved.Length <= Share(ids, [.. live, joined]);
    }

    [Property]
    public bool Of_APlanThatIsCarriedOutInPart_LeadsToItself(PositiveInt partitions, PositiveInt nodes, int seed)
    {
        var (ids, live) = (Ids(partitions), Nodes(nodes));
        var plan = PlacementPlan.Of(ids, live, Nobody)!;
        var random = new Random(seed);
        var done = ids.Where(_ => random.Next(2) == 0).ToArray();
        var rest = PlacementPlan.Of(ids, live, Claims(done, plan))!;
        return ids.All(id => plan.NodeOf(id) == rest.NodeOf(id));
    }

    [Fact]
    public void Of_ANodeThatStartsAgain_GivesItWhatItHadByItsName()
    {
        PartitionId[] ids = [.. PartitionId.All(64)];
        PlacementNode[] live = [new("10.0.0.1:1@1", "a"), new("10.0.0.2:1@1", "b"), new("10.0.0.3:1@1", "c")];
        var before = PlacementPlan.Of(ids, live, Nobody)!;
        var after = PlacementPlan.Of(ids, [.. live.Select(node => node with { Address = node.Address + "2" })], Claims(ids, before))!;
        Assert.Equal(ids.Select(id => before.NodeOf(id).Name), ids.Select(id => after.NodeOf(id).Name));
    }

    [Fact]
    public void Of_APinToALiveNode_IsKeptAndToADeadOneIsNot()
    {
        PartitionId[] ids = [.. PartitionId.All(8)];
        PlacementNode[] live = [new("10.0.0.1:1@1", "a"), new("10.0.0.2:1@1", "b")];
        var pinned = ids.ToDictionary(id => id, id => new PartitionClaim("10.0.0.2:1@1", null, 1, 0, id.Number < 7 ? "a" : "dead"));
        var plan = PlacementPlan.Of(ids, live, pinned)!;
        Assert.Equal(8, plan.Of("10.0.0.1:1@1").Count());
        Assert.Equal("b", plan.NodeOf(new PartitionId(7)).Name);
    }

    [Fact]
    public void Of_NoNode_IsNone() => Assert.Null(PlacementPlan.Of([PartitionId.City], [], Nobody));

    private static PartitionId[] Ids(PositiveInt count) => [.. PartitionId.All(1 + (count.Get % 200))];

    private static PlacementNode[] Nodes(PositiveInt count, int least = 1) =>
        [.. Enumerable.Range(1, least + (count.Get % 12)).Select(n => new PlacementNode($"10.0.0.{n}:11111@{n}", $"node-{n}"))];

    private static Dictionary<PartitionId, PartitionClaim> Claims(IEnumerable<PartitionId> ids, PlacementPlan plan) =>
        ids.ToDictionary(id => id, id => new PartitionClaim(plan.NodeOf(id).Address, null, 1, 0, null));

    private static int Share(PartitionId[] ids, PlacementNode[] nodes) => (ids.Length + nodes.Length - 1) / nodes.Length;
}
