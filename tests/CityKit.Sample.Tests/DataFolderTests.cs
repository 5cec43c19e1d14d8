using CityKit.Samples.Compound;
using CityKit.Samples.Compound.Driving;

namespace CityKit.Sample.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("citykit-sample-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void Clear_AfterARun_RemovesOnlyWhatARunMakes()
    {
        foreach (var name in new[] { "hub.db", "hub.db-wal", "outbox.db", "device.pem", "progress.json", "hub.log", "my-notes.txt" })
            File.WriteAllText(Path.Combine(path, name), "");
        DataFolder.Open(path).Clear();
        Assert.Equal(["my-notes.txt"], Directory.EnumerateFiles(path).Select(Path.GetFileName));
    }

    [Fact]
    public void Open_PathIsAFile_SaysSo()
    {
        var file = Path.Combine(path, "file");
        File.WriteAllText(file, "");
        Assert.Contains(file, Assert.Throws<InputException>(() => DataFolder.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_Twice_RefusesTheSecondUntilTheFirstIsOver()
    {
        var folder = DataFolder.Open(path);
        using (folder.Lock()) Assert.Throws<InputException>(() => DataFolder.Open(path).Lock());
        folder.Lock().Dispose();
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        var progress = new Progress { Scenario = "abc", Reached = 1_788_364_800_000_000_001, Told = 7, Done = false };
        var file = DataFolder.Open(path).Progress;
        Assert.Null(Progress.Load(file));
        progress.Save(file);
        Assert.Equal(progress, Progress.Load(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"Scenario\":\"abc\"}")]
    public void Load_Damaged_NamesFresh(string text)
    {
        var file = DataFolder.Open(path).Progress;
        File.WriteAllText(file, text);
        Assert.Contains("--fresh", Assert.Throws<InputException>(() => Progress.Load(file)).Message, StringComparison.Ordinal);
    }
}
