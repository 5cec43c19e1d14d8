using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Hub.Tests.Support;

/// <summary>A secret ballot of owners (业主表决): each votes once; what was voted is sealed for the tellers, whose key no hub has.</summary>
internal sealed class BallotModule : ICityModule
{
    internal static DocumentIndex<Vote> Meeting { get; } = DocumentIndex<Vote>.Text("meeting", v => v.Meeting);

    internal static DocumentKind<Vote> Votes { get; } = ModuleJson.Documents("ballot_vote", v => v.Id, BallotJson.Shared.Vote, Meeting);

    public string Name => "ballot";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Votes)
        .Command("ballot/cast", BallotJson.Shared.CastVote, Access.For(DataClass.Sensitive, Role.Resident), Decide);

    private static Core.Refusal? Decide(CastVote cast, Actor actor, IFacts facts, IChanges changes)
    {
        var id = $"{cast.Meeting}/{actor.Id}";
        if (facts.Find(Votes, id) is not null) return Core.Refusal.Of("voted", "You have voted.", "您已投票。");
        changes.Put(Votes, new Vote(id, cast.Meeting, cast.Note));
        return null;
    }
}

/// <param name="Note">The choice, sealed for the tellers.</param>
internal sealed record CastVote(string CommandId, string Meeting, byte[] Note) : HubCommand(CommandId);

internal sealed record Vote(string Id, string Meeting, byte[] Note);

[JsonSerializable(typeof(CastVote))]
[JsonSerializable(typeof(Vote))]
internal sealed partial class BallotJson : JsonSerializerContext
{
    internal static BallotJson Shared { get; } = new(ModuleJson.NewOptions());
}
