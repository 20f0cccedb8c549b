using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Composition;

if (args is ["run", "executor", ..])
{
    StartAhead.Begin();
}

return await HedgeFlowCommand.RunAsync(args);
