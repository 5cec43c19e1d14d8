namespace CityKit.Edge.Channels.Files;

/// <summary>A channel that is a file of the kernel (通道文件).</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Kind">How the value is written.</param>
/// <param name="Path">The file.</param>
internal sealed record ChannelFile(string Name, ChannelFileKind Kind, string Path)
{
    /// <summary>
    /// What the file's value is multiplied with before it is rounded to a whole number: 1000 makes microvolts of millivolts. Not 0.
    /// </summary>
    public decimal Multiplier { get; init; } = 1;
}
