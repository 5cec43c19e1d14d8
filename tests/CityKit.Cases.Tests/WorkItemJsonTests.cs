using System.Text;
using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Components;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class WorkItemJsonTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameItem()
    {
        var item = Provisional();
        var read = WorkItemJson.Read(WorkItemJson.ToBytes(item));
        Assert.Equal(WorkItemJson.ToBytes(item), WorkItemJson.ToBytes(read));
        Assert.Equal((item.Id, item.Class, item.Component, item.Place, item.Assignee, item.Title),
            (read.Id, read.Class, read.Component, read.Place, read.Assignee, read.Title));
        Assert.Equal(item.Deadline, read.Deadline);
        Assert.Equal(item.Counts, read.Counts);
    }

    [Fact]
    public void Write_Number_IsLeftOut() =>
        Assert.Equal(WorkItemJson.ToBytes(Provisional()), WorkItemJson.ToBytes(Provisional() with { Number = "SN2026-000123" }));

    [Fact]
    public void Write_ResidentsParts_ShowNeitherPeopleNorHistory()
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            WorkItemJson.Write(writer, Provisional(), ProfileOf("city-management").VisibleTo([Role.Resident]));
        using var json = JsonDocument.Parse(buffer.ToArray());
        Assert.Equal("assigned", json.RootElement.GetProperty("state").GetString());
        foreach (var hidden in new[] { "assignee", "history", "clocks", "place", "household", "alerts", "component" })
            Assert.False(json.RootElement.TryGetProperty(hidden, out _), hidden);
    }

    [Fact]
    public void Write_HistoryWithoutPeople_NamesNoActor()
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) WorkItemJson.Write(writer, Provisional(), WorkItemPart.History);
        Assert.DoesNotContain("inspector-7", Encoding.UTF8.GetString(buffer.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":2}""")]
    [InlineData("""{"schema":1,"id":"zz"}""")]
    [InlineData("""{"schema":1,"id":5}""")]
    public void Read_SomethingElse_IsAFormatException(string json) =>
        Assert.Throws<FormatException>(() => WorkItemJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_CutAnywhere_IsAFormatException()
    {
        var bytes = WorkItemJson.ToBytes(Provisional());
        for (var length = 0; length < bytes.Length; length += 7)
            Assert.Throws<FormatException>(() => WorkItemJson.Read(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Read_FlippedBytes_IsAnItemOrAFormatException()
    {
        const int Seed = 31;
        var (random, bytes) = (new Random(Seed), WorkItemJson.ToBytes(Provisional()));
        for (var round = 0; round < 3000; round++)
        {
            var broken = bytes.ToArray();
            for (var i = 0; i < 3; i++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var thrown = Record.Exception(() => WorkItemJson.Read(broken));
            Assert.True(thrown is null or FormatException, $"seed {Seed}, round {round}: {thrown}");
        }
    }

    /// <summary>A component of a city outside GB/T (issue 14).</summary>
    [Fact]
    public void Read_ComponentOfAnOwnScheme_IsTheSame()
    {
        var item = Provisional() with { Component = ComponentId.Parse("nyc-01043-0000042") };
        Assert.Equal(item.Component, WorkItemJson.Read(WorkItemJson.ToBytes(item)).Component);
    }

    private static WorkItem Provisional() =>
        CaseDispatchedAt(Engine, "2026-12-31 17:00") with { Component = ComponentId.Parse("3702030305000001"), Household = "hh-1",
        Overseen = true };
}
