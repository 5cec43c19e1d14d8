using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Platform;

namespace CityKit.Edge.Agent.Identity;

/// <summary>Gives a device another key in the old one's place.</summary>
internal static class KeyChange
{
    /// <summary>Makes the new key beside the old one, which signs for it, and moves it into place.</summary>
    /// <returns>The new key and the statement by which the old one vouches for it; no statement when there was no old key.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    internal static (DeviceKey Key, SignedStatement? Statement) Make(KeyFile file, DeviceId device, NodaTime.Instant now)
    {
        if (!file.Exists) return (file.LoadOrCreate(), null);
        using var old = file.LoadOrCreate();
        var path = file.Folder.Key;
        var beside = path + ".next";
        File.Delete(beside);
        var fresh = DeviceKey.LoadOrCreate(beside);
        var statement = SignedStatement.Of(old, device, "key-replaced", now,
            writer => writer.WriteString("newKey", fresh.Public.Fingerprint));
        Ownership.GiveLike(path, beside);
        File.Move(beside, path, overwrite: true);
        return (fresh, statement);
    }
}
