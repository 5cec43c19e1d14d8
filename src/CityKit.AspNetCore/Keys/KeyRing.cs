using CityKit.AccessKeys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.AspNetCore.Keys;

/// <summary>The keys in force, by their ids: those given in code and those of the file, which is read again when it has changed.</summary>
internal sealed partial class KeyRing
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly CityKitKeyOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private volatile IReadOnlyDictionary<string, AccessKey> keys;
    private (DateTime WrittenAt, long Length) seen;
    private long lookedAt;

    /// <exception cref="ArgumentException">The file has errors; the message lists them with line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public KeyRing(IOptionsMonitor<CityKitKeyOptions> options, TimeProvider time, ILogger<KeyRing> logger)
    {
        (this.options, this.time, this.logger) = (options.Get(CityKitHttp.KeyScheme), time, logger);
        (lookedAt, seen, keys) = (time.GetTimestamp(), Look(), Load());
    }

    internal Instant Now => time.GetUtcNow().ToInstant();

    internal AccessKey? Find(string id)
    {
        Refresh();
        return keys.GetValueOrDefault(id);
    }

    private void Refresh()
    {
        if (options.File is null) return;
        lock (gate)
        {
            if (time.GetElapsedTime(lookedAt) < BetweenLooks) return;
            lookedAt = time.GetTimestamp();
            if (Look() is var now && now != seen) TryLoad(now);
        }
    }

    private void TryLoad((DateTime, long) now)
    {
        try
        {
            keys = Load();
            seen = now;
            Reloaded(logger, keys.Count);
        }
        catch (Exception wrong) when (wrong is ArgumentException or IOException or UnauthorizedAccessException)
        {
            seen = now;
            Unreadable(logger, wrong.Message);
        }
    }

    private (DateTime, long) Look() =>
        options.File is { } path && new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private Dictionary<string, AccessKey> Load() =>
        options.Keys.Select(key => AccessKey.Of(key.Secret, key.Actor)).Concat(LoadFile()).DistinctBy(key => key.Id)
            .ToDictionary(key => key.Id);

    private IReadOnlyList<AccessKey> LoadFile() => options.File is not { } path ? []
        : AccessKeyFile.Read(File.ReadAllBytes(path), out var errors)
            ?? throw new ArgumentException($"{path} is no file of access keys. {path} 不是访问密钥文件。\n{errors}");

    [LoggerMessage(Level = LogLevel.Information, Message = "The file of access keys changed: {Count} keys are known. 密钥文件已更新。")]
    private static partial void Reloaded(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The file of access keys changed and cannot be used; the keys of before stay in force: {Why} 密钥文件有误，沿用原有密钥。")]
    private static partial void Unreadable(ILogger logger, string why);
}
