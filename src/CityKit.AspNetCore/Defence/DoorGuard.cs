using CityKit.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityKit.AspNetCore.Defence;

/// <summary>Guards every endpoint of a hub: security headers, budgets, content types; notes what was refused.</summary>
internal sealed class DoorGuard
{
    private readonly DoorBudgets budgets;
    private readonly DoorWatch watch;
    private readonly TimeProvider time;

    private DoorGuard(IServiceProvider services, CityKitDoorOptions options)
    {
        options.Validate();
        budgets = new DoorBudgets(options);
        time = services.GetRequiredService<TimeProvider>();
        watch = services.GetService<DoorWatch>() ?? ActivatorUtilities.CreateInstance<DoorWatch>(services);
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(budgets.Dispose);
    }

    /// <summary>Guards every endpoint of a group.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal static void Guard(RouteGroupBuilder group, IServiceProvider services)
    {
        var guard = new DoorGuard(services, services.GetRequiredService<IOptions<CityKitDoorOptions>>().Value);
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            if (endpoint.RequestDelegate is { } inner) endpoint.RequestDelegate = context => guard.RunAsync(context, inner);
        });
    }

    private async Task RunAsync(HttpContext context, RequestDelegate inner)
    {
        SecurityHeaders.Set(context.Response);
        context.Features.Set<IDeviceBudget>(budgets);
        context.Features.Set<ICommandBudget>(budgets);
        try
        {
            using var entrance = new Entrance();
            if ((await entrance.EnterAsync(context, budgets.Of(context)).ConfigureAwait(false) ?? BodyTypes.Check(context)) is { } refusal)
                await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
            else await AnswerAsync(inner(context), context, entrance).ConfigureAwait(false);
            await watch.NoteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for the answer any more
        }
    }

    /// <summary>A read that takes long gives its place to the next one: an export, or a reader that takes its time.</summary>
    private async Task AnswerAsync(Task answer, HttpContext context, Entrance entrance)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !StreamMark.IsAt(context) && !answer.IsCompleted)
        {
            using var answered = new CancellationTokenSource();
            await Task.WhenAny(answer, Task.Delay(budgets.ReadPlaceTime, time, answered.Token)).ConfigureAwait(false);
            await answered.CancelAsync().ConfigureAwait(false);
            entrance.GiveBackLast();
        }
        await answer.ConfigureAwait(false);
    }
}
