using System.Globalization;
using CityKit.Core.Releases;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Releases;

/// <summary>
/// The files of releases: <c>versions/NUMBER</c> with the files and the signed manifest <c>.release</c>, for the current and the previous
/// one, and <c>state</c>, which says which is which. A release is whole on the disk before the state names it, and the state changes by one
/// rename.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="step">Called before each step that touches the disk; tests kill the process there.</param>
internal sealed class ReleaseFolder(string path, Action<string>? step = null)
{
    private const string Manifest = ".release"; // no file of a release begins with a dot
    private const string Beside = ".new";
    private const UnixFileMode Readable = UnixFileMode.UserRead;
    private const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private readonly TrialFolder files = new(path, step);
    private readonly string versions = Path.Combine(path, "versions");

    internal void Create()
    {
        files.Create();
        Directory.CreateDirectory(versions);
        // what a power cut left
        foreach (var left in Directory.GetDirectories(versions, "*" + Beside)) Directory.Delete(left, recursive: true);
    }

    internal bool HasState => files.HasState;

    /// <summary>Bytes free on the disk.</summary>
    internal long Free => new DriveInfo(Directory.Exists(path) ? path : Path.GetDirectoryName(path)!).AvailableFreeSpace;

    /// <returns>The state; null when there is none or it cannot be read.</returns>
    internal TrialState? ReadState() => files.ReadState();

    internal void WriteState(TrialState state)
    {
        files.WriteState(state);
        foreach (var number in Numbers().Where(n => n != state.Current && n != state.Previous))
            files.Remove(Path.Combine("versions", Name(number)), Delete);
    }

    /// <summary>The releases whose folders are there, newest first.</summary>
    internal List<long> Numbers() => [.. Directory.EnumerateDirectories(versions).Select(NumberOf).Where(n => n > 0).OrderDescending()];

    /// <summary>The signed manifest of a release; its form is right, its signature not checked.</summary>
    internal SignedRelease? ReadManifest(long number) =>
        File.Exists(In(number, Manifest)) && SignedRelease.Decode(File.ReadAllBytes(In(number, Manifest)), out _) is { } signed
            && signed.Content.Number == number ? signed : null;

    /// <summary>The file to start.</summary>
    internal string Entry(ReleaseManifest release) => In(release.Number, release.Entry);

    /// <summary>What is wrong with the files of a release; null when they are exactly those of the manifest.</summary>
    internal string? WhatIsWrong(ReleaseManifest release)
    {
        var found = ReleasePackage.Describe(In(release.Number, "")).Where(file => file.Path != Manifest).ToDictionary(file => file.Path);
        foreach (var file in release.Files)
        {
            if (!found.Remove(file.Path, out var there)) return $"{file.Path} is missing";
            if (!there.Sha256.Span.SequenceEqual(file.Sha256.Span)) return $"{file.Path} was changed";
        }
        return found.Count == 0 ? null : $"{found.Keys.First()} is not of the release";
    }

    /// <summary>Writes the files of a release, whole or not at all.</summary>
    /// <param name="release">The signed manifest; the signature is checked.</param>
    /// <param name="content">The files' bytes, one file after the other.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is wrong with the bytes; null when all is stored.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidDataException">The bytes are no gzip stream.</exception>
    internal async Task<string?> UnpackAsync(SignedRelease release, Stream content, CancellationToken cancel)
    {
        var beside = Path.Combine(versions, Name(release.Content.Number) + Beside);
        try
        {
            Delete(beside);
            Directory.CreateDirectory(beside);
            if (await WriteAsync(beside, release, content, cancel).ConfigureAwait(false) is { } wrong) return wrong;
            Place(beside, Path.Combine(versions, Name(release.Content.Number)));
            return null;
        }
        finally
        {
            Delete(beside); // a download that was broken off must not fill the disk
        }
    }

    private async Task<string?> WriteAsync(string beside, SignedRelease release, Stream content, CancellationToken cancel)
    {
        foreach (var file in release.Content.Files)
            if (await WriteAsync(beside, file, file.Path == release.Content.Entry, content, cancel).ConfigureAwait(false) is { } wrong)
                return wrong;
        if (await content.ReadAsync(new byte[1], cancel).ConfigureAwait(false) > 0) return "more bytes than its files have";
        await WriteAsync(beside, Manifest, Readable, stream => stream.WriteAsync(release.Encode(), cancel).AsTask()).ConfigureAwait(false);
        return null;
    }

    private void Place(string beside, string whole)
    {
        Step("sync folders");
        foreach (var folder in Directory.EnumerateDirectories(beside, "*", SearchOption.AllDirectories).Append(beside))
            FolderSync.Sync(folder);
        Step("rename release");
        Delete(whole); // one that was rolled back or given up earlier
        Directory.Move(beside, whole);
        Step("sync folder of release");
        FolderSync.Sync(versions);
    }

    private async Task<string?> WriteAsync(string folder, ReleaseFile file, bool isEntry, Stream content, CancellationToken cancel)
    {
        string? wrong = null;
        await WriteAsync(folder, file.Path, isEntry ? Runnable : Readable,
            async stream => wrong = await ReleasePackage.CopyAsync(file, content, stream, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
        return wrong;
    }

    private async Task WriteAsync(string folder, string name, UnixFileMode mode, Func<Stream, Task> write)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Step($"write {name}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var stream = new FileStream(file, options);
        await write(stream).ConfigureAwait(false);
        Step($"sync {name}");
        stream.Flush(flushToDisk: true);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Step(string name) => step?.Invoke(name);

    private string In(long number, string name) => Path.Combine(versions, Name(number), name);

    private static string Name(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long NumberOf(string folder) =>
        long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
