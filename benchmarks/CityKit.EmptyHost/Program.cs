using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Says "ready" and does nothing until it is told to end.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await host.WaitForShutdownAsync();
