using CityKit.PostgreSql.Keys;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Privacy;

namespace CityKit.PostgreSql.Tests;

/// <summary>The keys of a city are the same on every node, and its database alone opens none of them.</summary>
public sealed class KeyTests : IAsyncDisposable
{
    private readonly TestDatabase own = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-");
    private readonly List<PostgreSqlDatabase> nodes = [];

    private string Secret => Path.Combine(folder.FullName, "secret");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        own.Dispose();
        folder.Delete(recursive: true);
    }

    [PostgresFact]
    public async Task Open_OnEveryNode_GivesTheSameKeys()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        Assert.Equal(first.Answers!.Public.Print, second.Answers!.Public.Print);
        Assert.Equal((first.Protector.KeyId, first.Protector.LookUp("a")), (second.Protector.KeyId, second.Protector.LookUp("a")));
        var (id, key) = (SubjectId.Create(), new byte[IKeyProtector.KeyBytes]);
        Assert.Equal(key, second.Protector.Unwrap(id, first.Protector.Wrap(id, key)));
    }

    [PostgresFact]
    public async Task Open_ByManyNodesAtOnce_GivesTheSameKeys()
    {
        var secret = ClusterSecret.Create(Secret);
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgreSqlKeys.OpenAsync(Node(), secret)));
        Assert.Single(opened.Select(keys => keys.Answers!.Public.Print.ToString()).Distinct());
        Assert.Single(opened.Select(keys => keys.Protector.KeyId).Distinct());
    }

    [PostgresFact]
    public async Task Open_FirstNodeWithoutAFile_MakesItForItsOwnerAlone()
    {
        await OpenAsync();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secret));
        var text = await File.ReadAllTextAsync(Secret);
        Assert.Equal(32, Convert.FromBase64String(text.Trim()).Length);
        Assert.DoesNotContain(
            own.Run("SELECT encode(sealed, 'base64') FROM secrets"), row => row.Contains(text.Trim(), StringComparison.Ordinal));
        Assert.DoesNotContain(
            own.Run("SELECT encode(sealed, 'escape') FROM secrets"), row => row.Contains("PRIVATE", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Open_AnotherSecret_SaysWhichKeyItDoesNotOpen()
    {
        await OpenAsync();
        var other = ClusterSecret.Create(Secret + ".other");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => PostgreSqlKeys.OpenAsync(Node(), other));
        Assert.Contains("'master-keys'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("集群密钥", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Open_NoFileWhereTheCityHasKeys_MakesNone()
    {
        await OpenAsync();
        File.Delete(Secret);
        var refused = await Assert.ThrowsAsync<ArgumentException>(OpenAsync);
        Assert.Contains("copy the file from another node", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64")]
    [InlineData("AAAA")]
    public void Secret_OfAnythingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => ClusterSecret.Parse(text));

    [PostgresFact]
    public async Task Create_OfOneLookupByManyAtOnce_IsOneSubject()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var lookup = first.Protector.LookUp("Person|resident-1");
        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? first : second).Protector.CreateAsync(lookup, default).AsTask()));
        Assert.Single(made.Select(one => one.Id).Distinct());
        Assert.Single(made.Select(one => Convert.ToHexString(one.Key)).Distinct());
    }

    [PostgresFact]
    public async Task Forget_ASubject_MakesWhoItWasAnother()
    {
        var keys = (await OpenAsync()).Protector;
        var (mine, other) = (keys.LookUp("Person|a"), keys.LookUp("Person|b"));
        var (before, stays) = (await keys.CreateAsync(mine, default), await keys.CreateAsync(other, default));
        await keys.ForgetAsync([before.Id], default);
        var after = await keys.CreateAsync(mine, default);
        Assert.NotEqual(before.Id, after.Id);
        Assert.NotEqual(before.Key, after.Key);
        Assert.Equal(stays.Id, (await keys.CreateAsync(other, default)).Id);
    }

    [PostgresFact]
    public async Task Rotate_WhileNodesRun_TheOldReadsWhatTheNewWrapsAndSubjectsAreWrappedAgain()
    {
        var old = (await OpenAsync()).Protector;
        var subject = await old.CreateAsync(old.LookUp("Person|a"), default);
        var name = await PostgreSqlKeys.RotateAsync(Node(), ClusterSecret.Load(Secret));
        var restarted = (await OpenAsync()).Protector;
        Assert.Equal((name, old.LookUp("x")), (restarted.KeyId, restarted.LookUp("x")));
        Assert.All(own.Run("SELECT encode(substring(wrapped FROM 1 FOR 4), 'hex') FROM city_subjects"), by => Assert.Equal(name, by));
        Assert.Equal(subject.Key, (await old.CreateAsync(old.LookUp("Person|a"), default)).Key);
        Assert.Equal(subject.Key, old.Unwrap(subject.Id, restarted.Wrap(subject.Id, subject.Key)));
    }

    [PostgresFact]
    public async Task ErasureLog_OfAPartition_HasItsOwnLines()
    {
        var log = (await OpenAsync()).Erasures!;
        var (person, household) = (SubjectId.Create(), SubjectId.Create());
        var lookup = new SubjectLookup(7);
        for (var i = 0; i < 2; i++)
            await log.Of("007").AppendAsync([new ErasedSubject(person, null), new ErasedSubject(household, lookup)], default);
        Assert.Equal(new[] { (person, (SubjectLookup?)null), (household, lookup) }.OrderBy(line => line.Item1.Value),
            (await log.Of("007").ReadAsync(default)).Select(line => (line.Subject, line.Household)));
        Assert.Empty(await log.Of("008").ReadAsync(default));
        Assert.Empty(await log.ReadAsync(default));
    }

    private Task<CityKeys> OpenAsync() => PostgreSqlKeys.OpenAsync(Node(), Secret);

    private PostgreSqlDatabase Node()
    {
        nodes.Add(new PostgreSqlDatabase(own.ConnectionString));
        return nodes[^1];
    }
}
