using System.Text;

namespace CityKit.Edge.Channels.Files;

/// <summary>
/// Channels that are files of the kernel (文件通道): Industrial I/O, hwmon, 1-wire. A file that vanished is a problem of its value, and may
/// come back.
/// </summary>
internal sealed class FileChannelSource : IChannelSource
{
    private const int MaxBytes = 4096;
    private readonly ChannelFile[] files;

    /// <summary>Nothing is opened: each reading opens its file, as the kernel measures on opening or reading.</summary>
    /// <exception cref="ArgumentException">A path is empty, a multiplier is 0, or two channels share a name.</exception>
    public FileChannelSource(IEnumerable<ChannelFile> files)
    {
        this.files = [.. files];
        foreach (var file in this.files)
        {
            ArgumentException.ThrowIfNullOrEmpty(file.Path);
            if (file.Multiplier == 0)
                throw new ArgumentException($"Channel '{file.Name}' is multiplied with 0; give a multiplier such as 1 or 1000. 通道倍率不得为 0。",
                    nameof(files));
        }
        if (this.files.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two channels are named '{twice.Key}'. 通道名“{twice.Key}”重复。", nameof(files));
        Channels = [.. this.files.Select(f => f.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, files.Length);
        var file = files[channel];
        try
        {
            var (path, problem) = ChannelPath.Resolve(file.Path);
            return path is null ? ChannelRead.None(problem!) : ChannelText.ToRead(ReadValue(file.Kind, path), file.Multiplier);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return ChannelRead.None(ChannelRead.Gone);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ChannelRead.None(ChannelRead.Unreadable);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every reading closes its own file.
    }

    private static decimal? ReadValue(ChannelFileKind kind, string path) => kind switch
    {
        ChannelFileKind.Iio => ReadIio(path),
        ChannelFileKind.OneWire => ChannelText.OneWire(ReadText(path)),
        _ => ChannelText.Number(ReadText(path)),
    };

    private static decimal? ReadIio(string path)
    {
        if (ChannelText.Number(ReadText(path)) is not { } raw) return null;
        if (!path.EndsWith("_raw", StringComparison.Ordinal)) return raw;
        string[] names = [.. IioNames(path[..^"_raw".Length])];
        return ChannelText.Scaled(raw, ReadFactor(names, "_offset", 0), ReadFactor(names, "_scale", 1));
    }

    /// <summary>
    /// Whose factors count, the first that there is: its own (<c>in_voltage0</c>), those of all channels of its kind (<c>in_voltage</c>,
    /// <c>in_voltage-voltage</c>), those of its type (<c>in_temp</c> of <c>in_temp_object</c>).
    /// </summary>
    private static IEnumerable<string> IioNames(string own)
    {
        var folder = own.LastIndexOf('/') + 1;
        var shared = own[..folder] + string.Concat(own[folder..].Where(c => !char.IsAsciiDigit(c)));
        string[] words = shared[folder..].Split('_');
        return words.Length > 2 ? [own, shared, own[..folder] + string.Join('_', words[..2])] : [own, shared];
    }

    private static decimal? ReadFactor(string[] names, string ending, decimal otherwise)
    {
        foreach (var name in names)
            if (File.Exists(name + ending)) return ChannelText.Number(ReadText(name + ending));
        return otherwise;
    }

    /// <summary>At most so many bytes: what is longer is not one of the kernel's values.</summary>
    internal static string ReadText(string path, int most = MaxBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[most];
        return Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
    }
}
