using System.Security.Cryptography;
using System.Text;
using CityKit.Cases;
using CityKit.Core.Sealing;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>A secret ballot is possible: the operator has journal, database and master keys and cannot read what was voted.</summary>
public sealed class BallotTests
{
    private const string Meeting = "2026-owners-1";

    [Fact]
    public async Task Cast_SealedForTheTellers_IsReadByThemAloneAndCountedOnce()
    {
        using var tellers = NoteKey.Create();
        await using var city = await TestCity.StartAsync(setup: TestCity.NewSetup() with { Modules = [new BallotModule()] });
        string[] choices = ["yes", "no!", "yes", "yes", "no!"];
        for (var i = 0; i < choices.Length; i++) (await CastAsync(city, tellers, i, choices[i], "v-1")).OrThrow();
        Assert.Equal("voted", (await CastAsync(city, tellers, 0, "no!", "v-2")).Refusal!.Code);
        foreach (var entry in await city.JournalAsync())
            Assert.DoesNotContain(
                choices, choice => Encoding.UTF8.GetString(entry.Payload.Span).Contains($"\"{choice}\"", StringComparison.Ordinal));
        var votes = await city.Hub.Store.ReadAsync(BallotModule.Votes.Query().Where(BallotModule.Meeting, Meeting)).ToListAsync();
        Assert.Single(votes.Select(vote => vote.Note.Length).Distinct());
        using var operators = NoteKey.Create();
        Assert.All(votes, vote => Assert.ThrowsAny<CryptographicException>(() => operators.Open(vote.Note)));
        Assert.Equal(3, votes.Count(vote => tellers.Open(vote.Note).AsSpan().SequenceEqual("yes"u8)));
    }

    private static async Task<Commands.CommandAnswer> CastAsync(TestCity city, NoteKey tellers, int owner, string choice, string id) =>
        await city.Hub.ExecuteAsync(new CastVote(id, Meeting, NoteKey.Seal(tellers.PublicKey, Encoding.UTF8.GetBytes(choice))),
            Actor.Of($"owner-{owner}", "", Role.Resident));
}
