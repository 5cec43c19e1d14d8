using CityKit.Edge.Outbox;
using Microsoft.Extensions.Options;

namespace CityKit.Edge;

internal sealed class EdgeOptionsValidator : IValidateOptions<EdgeOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var wrong = new List<string>();
        if (options.Device == default) wrong.Add("Device is not set; name the device as the hub knows it. 未设置设备标识。");
        if (string.IsNullOrEmpty(options.DataFolder)) wrong.Add("DataFolder is not set; name a folder that survives restarts. 未设置数据目录。");
        if (options.Source is null) wrong.Add("Source is not set; give what opens the lines. 未设置线路来源。");
        if (options.Forwarder is null) wrong.Add("Forwarder is not set; give the hub's address. 未设置中枢地址。");
        if (options.OutboxCapBytes < OutboxOptions.MinCapBytes)
            wrong.Add($"OutboxCapBytes is at least {OutboxOptions.MinCapBytes}, not {options.OutboxCapBytes}. 发件箱上限过小。");
        if (options.OutboxTailEvents is < 0 or > OutboxOptions.MaxTailEvents)
            wrong.Add($"OutboxTailEvents is 0 to {OutboxOptions.MaxTailEvents}, not {options.OutboxTailEvents}. 发件箱留存事件数超出范围。");
        Collect(wrong, options.Loop.Check);
        if (options.Forwarder is { } forwarder) Collect(wrong, forwarder.Check);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Collect(List<string> wrong, Action check)
    {
        try
        {
            check();
        }
        catch (ArgumentException found)
        {
            wrong.Add(found.Message);
        }
    }
}
