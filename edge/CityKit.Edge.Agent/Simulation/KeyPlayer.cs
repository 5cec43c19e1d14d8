using System.Threading.Channels;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>Keys move the lines in real time: each line has a key that turns it over; q ends.</summary>
internal sealed class KeyPlayer(SimulatedEdge simulation, EdgeConfiguration configuration, TimeProvider time)
{
    private const string Keys = "1234567890abcdefghijklmnoprstuvwxyz"; // all but q
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly bool[] active = new bool[configuration.Lines.Count];

    /// <summary>Plays until q.</summary>
    internal async Task PlayAsync(CancellationToken cancel)
    {
        foreach (var (index, line) in configuration.Lines.Take(Keys.Length).Index()) Console.Out.WriteLine($"  {Keys[index]}  {line.Name}");
        Console.Out.WriteLine("  q  end 结束");
        var pressed = Channel.CreateUnbounded<char>();
        new Thread(() => Listen(pressed.Writer)) { IsBackground = true, Name = "keys" }.Start();
        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            if (pressed.Reader.TryRead(out var key) && !await PressAsync(key, cancel)) return;
            await simulation.MoveToAsync(Math.Max(simulation.Pins.Chip.Now, time.GetElapsedTime(begun).Ticks * 100), cancel);
        }
    }

    private async Task<bool> PressAsync(char key, CancellationToken cancel)
    {
        if (key == 'q') return false;
        var line = Keys.IndexOf(key, StringComparison.Ordinal);
        if (line < 0 || line >= active.Length) return true;
        active[line] = !active[line];
        await simulation.PlayAsync(new ScriptStep(active[line] ? ScriptAction.On : ScriptAction.Off, configuration.Lines[line].Name),
            cancel);
        return true;
    }

    private static void Listen(ChannelWriter<char> pressed)
    {
        var key = ' ';
        while (key != 'q') pressed.TryWrite(key = char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar));
    }
}
